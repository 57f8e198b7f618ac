/** The header of a save that the page does by itself while somebody types. */
export const savesItself = 'x-pvs-bewaar';
