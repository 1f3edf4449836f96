"""Tests of the verbs: what is done to a project, in memory and in a file."""
