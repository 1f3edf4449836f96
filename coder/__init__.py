"""Turn interview and focus-group transcripts into evidence."""

__version__ = "0.1.0"
