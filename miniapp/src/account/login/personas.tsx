import { Card, EmptyState, Row } from '../../components'
import { useScreen } from '../../hooks/use-screen'
import { Loaded } from '../../widgets'

interface PersonasProps {
  busy: boolean
  onChoose: (persona: string) => void
}

/** The demo's personas, each with what can be tried as them. */
export function Personas({ busy, onChoose }: PersonasProps) {
  const screen = useScreen('GET /demo/personas')
  return (
    <Loaded screen={screen}>
      {({ personas }) => (
        <Card title="演示：换个身份试试" flush={personas.length > 0}>
          {personas.length === 0 ? <EmptyState icon="people" title="没有演示身份" /> : null}
          {personas.map(({ persona, name, what }) => (
            <Row
              key={persona}
              icon="person"
              title={name}
              detail={what}
              hint="以这个身份进入"
              onPress={busy ? undefined : () => onChoose(persona)}
            />
          ))}
        </Card>
      )}
    </Loaded>
  )
}
