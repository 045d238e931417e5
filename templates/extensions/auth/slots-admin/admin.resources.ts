usersResource,
sessionsResource,
