"""Menus, all made from the table of actions."""
