"""Flask: pages, forms and HTTP around the use cases."""
