/** Something that keeps the service from starting, as one sentence for the person at the terminal. */
export class StartProblem extends Error {}
