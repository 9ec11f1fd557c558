import { useState } from 'react'
import { Button, Card, Row } from '../../components'
import type { Desk } from '../../format/desk-sections'
import { stateNote } from '../../format/words'
import { NilReturn } from '../../widgets'
import { openNew } from '../open'

interface MissingProps {
  desk: Desk
  /** How many are shown at first. */
  few: number
  onSaid: () => void
}

/** 应公开未公开: a tap starts a draft for the item; or its last period is said to have had none. */
export function Missing({ desk, few, onSaid }: MissingProps) {
  const [all, setAll] = useState(false)
  if (desk.missing.length === 0) return null
  const shown = all ? desk.missing : desk.missing.slice(0, few)
  const left = desk.missing.length - shown.length
  return (
    <Card title={`应公开未公开 ${desk.missing.length}`} flush tone="alert">
      {shown.map(({ no, name, stateText, nilOffer }) => (
        <Row
          key={no}
          title={`${no} ${name}`}
          detail={stateNote(stateText)}
          hint={desk.can.write ? '点开就起草' : undefined}
          onPress={desk.can.write ? () => openNew(desk.region.code, no) : undefined}
        >
          {desk.can.write && nilOffer ? (
            <NilReturn region={desk.region.code} no={no} name={name} offer={nilOffer} onDone={onSaid} />
          ) : undefined}
        </Row>
      ))}
      {left > 0 ? (
        <Button kind="quiet" onPress={() => setAll(true)}>{`看全部 ${desk.missing.length} 项`}</Button>
      ) : null}
    </Card>
  )
}
