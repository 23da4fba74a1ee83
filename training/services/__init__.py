"""Use cases: session, actor and moment come in as arguments, frozen values go out."""
