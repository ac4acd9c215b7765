"""Search: tokens, the Whoosh index and the JSON that the browser reads."""
