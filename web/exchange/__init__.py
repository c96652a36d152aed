"""Imports from CSV files, checked row by row before anything is written."""
