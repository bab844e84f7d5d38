"""What charts say: the languages they speak, counts and spans in words, dates on labels."""
