await runJobs(db, opened)
