if (query.<%= key %> !== undefined) rows = rows.where('id', 'in', linkedTo(db, <%= singular %>Relations.<%= name %>, query.<%= key %><%= scopedArg %>))
