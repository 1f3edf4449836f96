"""The verbs: what a person does to a project, grouped as people speak of them."""
