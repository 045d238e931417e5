jobsResource,
