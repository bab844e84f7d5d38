"""Articles: the main text of a file, and what it says of itself.

Read are text, HTML, PDF, documents of Word and mails. HTML needs trafilatura, PDF pypdf: they come
with `pip install 'escalation-tracker[draft]'`.
"""

from tracker.formats.articles.reading import read_article

__all__ = ["read_article"]
