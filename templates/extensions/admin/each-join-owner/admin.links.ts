{ of: '<%= plural %>', ...<%= singular %>Relations.<%= linked %>, set: (user) => (db, id, ids<%= seenArg %>) => <%= linkService %>(db, user, id, ids<%= seenArg %>) },
