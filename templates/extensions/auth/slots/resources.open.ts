attempts: openAttempts(
  <%~ slot('attempts.limiter') %>
),
