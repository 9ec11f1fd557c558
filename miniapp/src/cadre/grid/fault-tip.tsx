import { aria } from './aria'
import type { Fault } from './faults'

interface FaultTipProps {
  fault: Fault
  left: number
  top: number
  onFix: (texts: readonly string[]) => void
}

/** What is wrong with the cell one is on, below it, with the ways out of it. */
export function FaultTip({ fault: { message, fixes }, left, top, onFix }: FaultTipProps) {
  return (
    <div className="grid__tip" style={{ left, top }} {...aria('status')}>
      <span>{message}</span>
      {fixes.map(({ label, texts }, nth) => (
        <button
          key={label}
          type="button"
          className="grid__fix"
          title={`Alt + ${nth + 1}`}
          // The focus stays in the sheet.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onFix(texts)}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
