"""Turns an author's Markdown into domain values or diagnostics; knows no web and no database."""
