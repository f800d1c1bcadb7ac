# What a class's programs have in common.

.PHONY: similarity

# A class has a folder of its own, if none is named. Without sim_c the class is laid out for other tools all the same.
similarity: ## pairs of programs to look at, of a class that was graded
	@mkdir -p build && grader/setup similarity || true
	@$(if $(filter file,$(origin RESULTS)),RESULTS=build/class) grader/class/similarity
