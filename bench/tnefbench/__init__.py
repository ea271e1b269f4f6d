"""Converts a folder of TNEF samples with Mail Caravan, tnef and Apache POI, judges what they made, and measures them."""
