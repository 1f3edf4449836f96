"""The command line: parses, calls operations, prints. stdout is data, stderr is talk."""
