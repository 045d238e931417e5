await runJobs(db, resources)
