"""Parsing in a process of its own, which is limited, and confined to what parsing needs."""
