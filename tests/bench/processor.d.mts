export function processorMsOf(pid: number | string): number
