# Compares the programs of a class.

.PHONY: similarity

# Without RESULTS it takes the default folder of a class. Without sim_c it still lays out the class for other tools.
similarity: ## pairs of programs to look at, of a class that was graded
	@mkdir -p build && grader/setup similarity || true
	@$(if $(filter file,$(origin RESULTS)),RESULTS=build/class) grader/class/similarity
