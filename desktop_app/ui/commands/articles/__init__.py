"""Commands about whole articles: adding, taking along, printing, copying, following their links."""
