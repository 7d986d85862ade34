/**
 * Keys of what can be drawn: people of the map, contacts who only are at the end of
 * a link, and departments.
 */
export const personKey = (id) => `p${id}`;
export const contactKey = (partnerId) => `c${partnerId}`;
export const departmentKey = (id) => `d${id}`;

/** Key of a member of a column: a person of the map, or a mere contact. */
export const memberKey = (member) =>
    member.id ? personKey(member.id) : contactKey(member.partner_id);
