"""The table of actions, their keys, and the ways to find one."""
