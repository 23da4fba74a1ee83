"""How alike and how inviting the organisation answers: reports of closed periods, for groups."""
