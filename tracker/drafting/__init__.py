"""Drafting: events that are read out of English prose by rules, without a model or the network.

A text becomes sentences (`sentences`) and tokens; names of the register are found in them
(`lexicon`), and words of the codebook (`cues`, `finding`). Whether such a word is a verb, and how
what it says stands, is in `verb_groups`; who did it to whom in `clauses`; dates in `when`; whose
word it is in `speech`; causes in `linking`. `drafts` puts them together.
"""
