"""From a `Library` to the files of the site: views, pages, feeds and assets."""
