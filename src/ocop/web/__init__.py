"""Everything HTML, by audience: public pages first, workplaces with the next issues."""
