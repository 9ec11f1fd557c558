import { hutang } from './builders'
import { once, readTwice, type Walker } from './walk'

/** A household that no message reached: found on the list, printed, told, and told by mistake. */
export async function throughTheVisits(walker: Walker): Promise<void> {
  const { models, clock } = walker.t.deps
  const announced = await models.Announcement.findOne({ region: hutang, kind: 'published' }).lean()
  const household = await models.Household.findOne({ region: hutang }).lean()
  const id = 'visit-of-the-walk'
  await models.Visit.create({
    ...{ _id: id, announcement: announced?._id, subject: announced?.subject, region: hutang, told: null },
    ...{ household: household?._id, persons: [], at: clock.now(), round: '2026-W48' },
  })
  const options = { params: { code: hutang }, query: {} }
  await readTwice(walker, { page: 'visit list', key: 'GET /api/regions/:code/visits', options }, 'clerk')
  await readTwice(
    walker,
    { page: 'visits on paper', key: 'GET /api/regions/:code/visits.pdf', options },
    'clerk',
  )
  const params = { id }
  await once(walker, 'told', 'POST /api/visits/:id/told', { params, body: { how: 'inPerson' } }, 'clerk')
  await once(walker, 'not told', 'DELETE /api/visits/:id/told', { params }, 'clerk')
  await consentOnPaper(walker)
}

/** The office hands out a code on paper for somebody without a phone, while its clerk has the post. */
async function consentOnPaper(walker: Walker): Promise<void> {
  const person = (await walker.t.deps.models.Person.findOne({ 'residence.region': hutang }).lean())?._id ?? ''
  const slip = { params: { code: hutang }, body: { person, covers: 'household', written: true } } as const
  await once(walker, 'slip for who has no phone', 'POST /api/regions/:code/consent-slips', slip, 'clerk')
}
