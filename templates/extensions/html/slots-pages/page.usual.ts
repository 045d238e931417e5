links: sectionsFor(c),
