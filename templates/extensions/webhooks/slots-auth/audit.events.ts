| 'webhook changed'
