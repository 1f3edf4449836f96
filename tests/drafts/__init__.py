"""Checking a drafted report."""
