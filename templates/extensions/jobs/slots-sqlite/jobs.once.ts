.onConflict((conflict) => conflict.column('key').doUpdateSet({ key }))
