/** Why a file is not taken, as a sentence for the person who chose it. */
export class Refusal extends Error {}
