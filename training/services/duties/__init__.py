"""Who must do what by when: rules, their application, renewal, and decisions about one person."""
