"""The bench of Mail Caravan; bench/run is its command."""
