/** What stands for an id that AWS gives out, which no policy can name. */
export const givenId = "0example0";
