import { useState } from 'react'
import { Button } from '../../components/button/button'
import { PlaceField } from '../place-field/place-field'
import type { AnswerProps } from './answer.types'

/** The village or township where it works. */
export function PlaceAnswer({ busy, onAnswer }: AnswerProps) {
  const [place, setPlace] = useState<string>()
  return (
    <>
      <PlaceField label="经营地" value={place} onChange={setPlace} />
      <Button
        busy={busy}
        reason={place ? undefined : '请先选一个地方'}
        onPress={() => onAnswer({ region: place ? [place] : null })}
      >
        就在这里
      </Button>
    </>
  )
}
