{ of: '<%= plural %>', ...<%= singular %>Relations.<%= linked %>, set: () => <%= linkService %> },
