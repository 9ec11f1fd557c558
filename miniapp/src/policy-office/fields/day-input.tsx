import { useState } from 'react'
import { Input } from '../../components'
import { typedDay } from '../rule/day'

interface DayInputProps {
  label: string
  hint?: string
  error?: string
  required?: boolean
  value: string | null
  onChange: (day: string | null) => void
}

/** A day as people type it; it is handed on once there is such a day. */
export function DayInput({ value, onChange, hint = '如 2026-11-30', error, ...frame }: DayInputProps) {
  const [typed, setTyped] = useState(value ?? '')
  const wrong = typed.trim() !== '' && typedDay(typed) === null
  const type = (next: string) => {
    setTyped(next)
    if (next.trim() === '') return onChange(null)
    const day = typedDay(next)
    if (day) onChange(day)
  }
  // Another value from elsewhere replaces what was typed.
  const shown = value !== null && !wrong && typedDay(typed) !== value ? value : typed
  return (
    <Input
      {...frame}
      hint={hint}
      error={error ?? (wrong && typed.length >= 8 ? '没有这一天，请写成2026-11-30。' : undefined)}
      value={shown}
      maxLength={20}
      onChange={type}
    />
  )
}
