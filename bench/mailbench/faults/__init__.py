"""Faults put upon Mail Caravan, with every message compared afterwards."""
