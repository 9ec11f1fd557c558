import type { RegionRef } from '@hutang/shared/contract'
import { Select } from '../../components/field/select'

interface RegionSwitchProps {
  regions: readonly RegionRef[]
  current: string
  onChange: (code: string) => void
}

/** Changes the region; shown only to those who work in several. */
export function RegionSwitch({ regions, current, onChange }: RegionSwitchProps) {
  if (regions.length < 2) return null
  return (
    <Select
      label="在哪里办事"
      value={current}
      choices={regions.map(({ code, name }) => ({ value: code, label: name }))}
      onChange={onChange}
    />
  )
}
