import type { FieldFrame } from '../../components/field/field'
import { Select } from '../../components/field/select'
import { usePlaces } from './use-places'

interface PlaceFieldProps extends FieldFrame {
  value: string | undefined
  onChange: (code: string) => void
}

/** One of the registered places. */
export function PlaceField({ value, onChange, ...frame }: PlaceFieldProps) {
  return <Select {...frame} value={value} choices={usePlaces()} placeholder="选镇或村" onChange={onChange} />
}
