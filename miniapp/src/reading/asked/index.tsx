import { Row, Section } from '../../components'
import { askedIcons, askedWords } from '../../format/asked'
import { openAsked } from '../../hooks/open-asked'
import { useRegion } from '../../hooks/use-region'
import { useScreen } from '../../hooks/use-screen'
import { NoRegion, Page } from '../../widgets'

/** The ten questions, each one tap from its answer. */
export default function Asked() {
  const code = useRegion()
  const screen = useScreen('GET /api/screens/home', code === null ? null : { query: { region: code } })
  if (code === null) {
    return (
      <Page title="大家常问">
        <NoRegion />
      </Page>
    )
  }
  return (
    <Page title="大家常问" screen={screen}>
      {({ asked, region, user }) => (
        <Section title={`${region.name}，想问哪一句`}>
          {asked.map((one) => (
            <Row
              key={one.key}
              icon={askedIcons[one.key]}
              title={askedWords[one.key]}
              detail={one.text}
              onPress={() => openAsked(one, region, user)}
            />
          ))}
        </Section>
      )}
    </Page>
  )
}
