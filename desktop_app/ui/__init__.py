"""The window: Qt widgets over the services. The only package, with app.py, that knows Qt."""
