"""What pages, the API, charts and exports ask of the record: every function takes the viewer first and answers what that one may see."""
